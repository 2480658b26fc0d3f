#!/bin/sh
# What the tests need beside Python. Installs what is missing where that is possible (root on Debian or Ubuntu).
# Prints the names of the packages that are still missing, one a line; nothing when all are there.
set -u

has_chromium() {
    for name in chromium chromium-browser google-chrome; do
        # Asked, not only looked for: Ubuntu's package of that name may be a stub that starts nothing.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

has_chinese_fonts() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ]
}

# Reads 7z and RAR; macOS has it as tar.
has_bsdtar() {
    command -v bsdtar >/dev/null || [ "$(uname)" = Darwin ]
}

# Prints pages to PDF as offices do.
has_libreoffice() {
    command -v soffice >/dev/null
}

# Opens the workbooks that are written; a part of LibreOffice that Debian packs by itself.
has_libreoffice_calc() {
    has_libreoffice || return 1
    program=$(dirname "$(readlink -f "$(command -v soffice)" 2>/dev/null)")
    # Elsewhere than where Debian keeps it, LibreOffice comes whole.
    [ "$program" != /usr/lib/libreoffice/program ] || [ -e "$program/libsclo.so" ] \
        || dpkg -s libreoffice-calc-nogui >/dev/null 2>&1 || dpkg -s libreoffice-calc >/dev/null 2>&1
}

# Holds the ledger of findings for an office; Debian keeps the server's programs out of the path.
has_postgresql() {
    command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

# Runs Spark, 17 or later.
has_java() {
    command -v java >/dev/null && java -version >/dev/null 2>&1
}

missing() {
    has_bsdtar || echo libarchive-tools
    has_chromium || echo chromium
    has_chinese_fonts || echo fonts-noto-cjk
    has_libreoffice || echo libreoffice-writer-nogui
    has_libreoffice_calc || echo libreoffice-calc-nogui
    has_postgresql || echo postgresql
    has_java || echo default-jre-headless
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    for attempt in 1 2 3; do
        # shellcheck disable=SC2086 # package names, to be split
        if apt-get update -qq && apt-get install -y -qq --no-install-recommends fontconfig $1; then
            return 0
        fi
        echo "apt-get did not succeed (attempt $attempt of 3)" >&2
    done
    return 1
}

wanted=$(missing)
if [ -n "$wanted" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:" $wanted >&2
    install "$wanted" >&2 || true
fi
missing
