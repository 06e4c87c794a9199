#!/bin/sh
# Installs govreport from this folder, without a network: finds a Python and has it run install.py.
for python in python@PYTHON@ python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (@VERSION@))' 2> /dev/null; then
        exec "$python" "$(dirname "$0")/install.py"
    fi
done
echo "没有找到 Python @PYTHON@。本文件夹只配这一版（@PLATFORM@）；请先装好它，再运行一次。" >&2
exit 1
