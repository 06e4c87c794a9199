@echo off
rem Installs govreport from this folder, without a network: finds a Python and has it run install.py.
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "FITS=import sys; sys.exit(sys.version_info[:2] != (@VERSION@) or sys.maxsize < 2 ** 32)"
set "PYTHON=py -@PYTHON@"
%PYTHON% -c "%FITS%" >nul 2>nul && goto found
set "PYTHON=python"
%PYTHON% -c "%FITS%" >nul 2>nul && goto found
set "PYTHON=python3"
%PYTHON% -c "%FITS%" >nul 2>nul && goto found
goto missing

:found
%PYTHON% "%~dp0install.py"
if errorlevel 1 goto end
rem A folder that every Windows looks for programs in; where it is lacking, install.py has said the full path.
copy /y "%USERPROFILE%\.govreport\Scripts\govreport.exe" "%LOCALAPPDATA%\Microsoft\WindowsApps\" >nul 2>nul
ver >nul

:end
pause
exit /b %ERRORLEVEL%

:missing
echo 没有找到 Python @PYTHON@（64 位）。本文件夹只配这一版（@PLATFORM@）。
echo.
echo 请先装 Python @PYTHON@：向单位的技术人员要安装程序，或者从 www.python.org 下载。
echo 安装时勾上 Add python.exe to PATH。装好以后，再双击 install.bat。
pause
exit /b 1
