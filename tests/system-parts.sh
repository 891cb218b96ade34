#!/usr/bin/env bash
# Installs what tests check dataflow against, where it may: programs of the system (root, or sudo without asking), and
# the SARIF multitool and Mermaid (npm) into folders of the user's cache. Without them their tests are left out and
# say so; DATAFLOW_NO_TEST_LEFT_OUT=1 makes that a failure.
set -euo pipefail

# Any of those that tests/browser looks for.
browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
} >/dev/null

programs() {
    local missing=() as_root=()
    command -v dot >/dev/null || missing+=(graphviz)
    browser || missing+=(chromium)
    # Prints Word and Excel files, with a typeface as wide as Word's own; pandoc carries out the Quarto shortcode.
    command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui fonts-crosextra-carlito)
    command -v pandoc >/dev/null || missing+=(pandoc)
    [ ${#missing[@]} -eq 0 ] && return

    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null && as_root=(sudo -n)
        [ ${#as_root[@]} -eq 0 ] && { echo "Left out for want of: ${missing[*]} (install it to run all tests)"; return; }
    fi
    command -v apt-get >/dev/null || { echo "Left out for want of: ${missing[*]} (no apt-get here)"; return; }
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing ${missing[*]}"
    { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
        echo "Left out for want of: ${missing[*]} (it could not be installed)"
}

sarif_multitool() {
    local version=5.7.0
    local folder="${XDG_CACHE_HOME:-$HOME/.cache}/dataflow-tests/sarif-multitool-$version"
    compgen -G "$folder/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool*" >/dev/null && return
    command -v npm >/dev/null || { echo "Left out for want of: the SARIF multitool (no npm here)"; return; }
    echo "Installing the SARIF multitool"
    mkdir -p "$folder"
    # No scripts of the package are run; all that its own would do is to make the program one.
    { npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error \
        "@microsoft/sarif-multitool@$version" && chmod u+x "$folder"/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool; } >/dev/null 2>&1 ||
        { rm -rf "$folder"; echo "Left out for want of: the SARIF multitool (it could not be installed)"; }
}

mermaid() {
    local version=12.3.0
    local folder="${XDG_CACHE_HOME:-$HOME/.cache}/dataflow-tests/mermaid-$version"
    [ -d "$folder/node_modules/mermaid" ] && return
    command -v npm >/dev/null || { echo "Left out for want of: Mermaid (no npm here)"; return; }
    echo "Installing Mermaid"
    mkdir -p "$folder"
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error \
        "mermaid@$version" jsdom@26.1.0 >/dev/null 2>&1 ||
        { rm -rf "$folder"; echo "Left out for want of: Mermaid (it could not be installed)"; }
}

programs
sarif_multitool
mermaid
