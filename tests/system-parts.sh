#!/usr/bin/env bash
# Installs the programs of the system that tests check dataflow against, where it may (root, or sudo without asking).
# Without them their tests are left out and say so; DATAFLOW_NO_TEST_LEFT_OUT=1 makes that a failure.
set -euo pipefail

missing=()
command -v dot >/dev/null || missing+=(graphviz)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null && as_root=(sudo -n)
    [ ${#as_root[@]} -eq 0 ] && { echo "Left out for want of: ${missing[*]} (install it to run all tests)"; exit 0; }
fi
command -v apt-get >/dev/null || { echo "Left out for want of: ${missing[*]} (no apt-get here)"; exit 0; }
export DEBIAN_FRONTEND=noninteractive
echo "Installing ${missing[*]}"
{ "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
    echo "Left out for want of: ${missing[*]} (it could not be installed)"
