#!/bin/sh
# Make a virtual environment, or keep the one that is there when it is of the same Python.
# Usage: tools/make-venv.sh PYTHON FOLDER
set -eu
wanted=$1
folder=$2

say() { printf '%s\n' "$*" >&2; }

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo none
}

choose_python() {
    if is_supported "$wanted"; then
        echo "$wanted"
        return
    fi
    # Only the default gives way to another; a Python that was asked for by name is used or refused.
    if [ "$wanted" = python3 ]; then
        for other in python3.13 python3.12 python3.11; do
            if is_supported "$other"; then
                echo "$other"
                return
            fi
        done
    fi
    say "gouji needs Python 3.11, 3.12 or 3.13; the version of '$wanted' is: $(version_of "$wanted")."
    say "Install one of them and say which, for example: make demo PYTHON=python3.12"
    exit 1
}

works() {
    "$folder/bin/python" -m pip --version >/dev/null 2>&1
}

try_venv() {
    rm -rf "$folder"
    "$python" -m venv "$folder" >/dev/null 2>&1 && works
}

# Debian keeps the module that puts pip into a venv in a package of its own.
install_debian_package() {
    package="python$(version_of "$python")-venv"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "'$python -m venv' does not work here. On Debian and Ubuntu this mends it:"
        say "    sudo apt-get install $package"
        say "Then run make again. What it said:"
        "$python" -m venv "$folder" >&2 || true
        rm -rf "$folder"
        return 1
    fi
    say "Installing $package, which '$python -m venv' needs on Debian."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
}

python=$(choose_python)
if works && [ "$(version_of "$folder/bin/python")" = "$(version_of "$python")" ]; then
    exit 0
fi
say "Making $folder with $python ($(version_of "$python"))."
try_venv || { install_debian_package && try_venv; } || {
    rm -rf "$folder"
    say "No virtual environment could be made in $folder."
    exit 1
}
