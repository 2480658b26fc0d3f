#!/bin/sh
# Run all tests. Usage: tools/test.sh PYTHON yes|no
#
# Tests marked `browser` need Chromium and Chinese fonts. Where these cannot be had, "yes" leaves those tests out and
# says so; "no" runs them all the same, so that they fail: nothing is left out in CI.
set -u
python=$1
allow_missing=$2

missing=$(tools/test-programs.sh)

left_out() {
    echo
    echo "LEFT OUT: the tests that look at pages in a browser, because these are missing here:"
    for package in $missing; do
        echo "    $package"
    done
    echo "On Debian and Ubuntu: sudo apt-get install" $missing
    echo "Elsewhere: install Chromium (or Google Chrome) and a Chinese font, then run make test again."
    echo
}

if [ -z "$missing" ] || [ "$allow_missing" = no ]; then
    exec "$python" -m pytest
fi
left_out
"$python" -m pytest -m "not browser"
status=$?
left_out
exit $status
