# Shell functions that get a Debian machine ready to build; read by examples/quickstart.sh and tests/run.sh.
# Both stand in the project's root when they call them.

export PIP_DISABLE_PIP_VERSION_CHECK=1
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi

build_packages=(g++ cmake ninja-build pkg-config libeigen3-dev libfmt-dev libxlsxwriter-dev
  libtomlplusplus-dev zlib1g-dev python3-dev python3-venv)
test_packages=(libgtest-dev libgmock-dev clang-format openjdk-17-jre-headless)

say() { printf '\n== %s\n' "$*"; }

# Installs those of the Debian packages named that are missing, or says what to install.
need_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system: these packages, or what they are called here, are needed: $*"
    return
  fi
  local package missing=() as_root=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "all there: $*"
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "please have somebody with the rights install: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -q >/dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
}

# Makes .venv where it is not there: with Debian's python3, whose headers python3-dev brings, else with the first on the path.
make_venv() {
  local python
  if [ -x .venv/bin/python ]; then
    echo ".venv is there: $(.venv/bin/python --version)"
    return
  fi
  for python in /usr/bin/python3 "$(command -v python3 || true)"; do
    if [ -x "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      "$python" -m venv .venv
      echo "made .venv: $(.venv/bin/python --version)"
      return
    fi
  done
  echo "Python 3.11 or newer is needed, and neither /usr/bin/python3 nor python3 is" >&2
  return 1
}
