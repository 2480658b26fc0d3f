#!/bin/sh
# Run all tests, on two workers. Usage: tools/test.sh PYTHON yes|no
#
# Tests marked `browser` need Chromium and Chinese fonts, those marked `bsdtar` need bsdtar, those marked `office`
# LibreOffice and the fonts, those marked `postgresql` a PostgreSQL server. Where these cannot be had, "yes" leaves those tests out and says so; "no" runs them all the
# same, so that they fail: nothing is left out in CI.
set -u
python=$1
allow_missing=$2

missing=$(sh tools/test-programs.sh)

left_out() {
    echo
    echo "LEFT OUT: the tests marked $marks, because these are missing here:"
    for package in $missing; do
        echo "    $package"
    done
    echo "On Debian and Ubuntu: sudo apt-get install" $missing
    echo "Elsewhere: install Chromium (or Google Chrome), a Chinese font, LibreOffice, PostgreSQL and bsdtar, then run make test again."
    echo
}

if [ -z "$missing" ] || [ "$allow_missing" = no ]; then
    exec "$python" -m pytest -n 2 --dist loadfile
fi
marks=
case $missing in *libarchive-tools*) marks="bsdtar" ;; esac
case $missing in *chromium* | *fonts*) marks="${marks:+$marks or }browser" ;; esac
case $missing in *postgresql*) marks="${marks:+$marks or }postgresql" ;; esac
case $missing in *libreoffice* | *fonts*) marks="${marks:+$marks or }office" ;; esac
case $missing in *jre*) marks="${marks:+$marks or }spark" ;; esac
left_out
"$python" -m pytest -n 2 --dist loadfile -m "not ($marks)"
status=$?
left_out
exit $status
