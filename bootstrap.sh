#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
#
# From a bare Debian 12 to a result:
#
#   ./bootstrap.sh demo      install what is missing, build, compute a healing, write a report and say where it is
#   ./bootstrap.sh test      the same set-up, then the tests; with --all also the long ones (hours of kills, fuzzing, whole studies)
#   ./bootstrap.sh build     the same set-up only
#   ./bootstrap.sh sanitize  the unit tests under AddressSanitizer and UndefinedBehaviorSanitizer, in build-sanitize/
#
# The others share build/ (Release, tests included). CALLUS_RANKS sets the number of MPI processes of the demo, CALLUS_DEMO_DAYS its
# end (70 days).

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

PACKAGES=(
  # to build
  g++ cmake ninja-build ccache git
  libdeal.ii-dev petsc-dev libhdf5-openmpi-dev libudunits2-dev zlib1g-dev libdeflate-dev libtbb-dev
  libboost-dev libboost-program-options-dev libgtest-dev
  # to run: the fast BLAS for the direct solvers, MPI's launcher
  libopenblas0-pthread openmpi-bin
  # meshes, reports, studies, tests of scripts
  python3 python3-gmsh python3-numpy python3-scipy python3-matplotlib python3-pandas python3-vtk9
  # callus-mesh
  python3-pygalmesh python3-nibabel python3-pydicom
)
# only to test: a SLURM of one node for the job script, Graphviz for the graphs of `callus list network`
TEST_PACKAGES=(slurm-wlm munge graphviz)

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'bootstrap.sh: %s\n' "$*" >&2
  exit 1
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() { # install_packages PACKAGE...
  command -v dpkg-query >/dev/null ||
    fail "this is not a Debian system. Install the equivalents of: $*, then build with CMake (docs/user/install.md)."
  local missing=() package
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return

  say "Installing ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "packages are missing and you are neither root nor is there sudo. Have an administrator run:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# Debian's reference BLAS is several times slower. Where the system is set to it, our own runs take OpenBLAS all the same.
use_openblas() {
  local folder
  folder=/usr/lib/$(gcc -print-multiarch)
  case "$(readlink -f "$folder/libblas.so.3")" in
    *openblas*) ;;
    *)
      echo "The system's BLAS is not OpenBLAS; this run uses $folder/openblas-pthread."
      export LD_LIBRARY_PATH="$folder/openblas-pthread${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
      ;;
  esac
}

set_environment() {
  # One thread a process: MPI fills the cores.
  export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
  if [ "$(id -u)" -eq 0 ]; then
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  fi
  # More processes than cores are allowed (tests on 3 ranks); containers forbid reading another process' memory.
  export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
  export OMPI_MCA_btl_base_warn_component_unused=0
  use_openblas
}

# The cores we may use. nproc believes OMP_NUM_THREADS, which is 1 here (set_environment).
cores() { env -u OMP_NUM_THREADS -u OMP_THREAD_LIMIT nproc; }

# Compiling a source that includes deal.II takes up to 2 GB.
build_jobs() {
  local by_memory by_cores
  by_cores=$(cores)
  by_memory=$(awk '/MemAvailable/ { print int($2 / 2000000) }' /proc/meminfo)
  echo $((by_memory < 1 ? 1 : by_memory < by_cores ? by_memory : by_cores))
}

build() { # build FURTHER_PACKAGE...
  install_packages "${PACKAGES[@]}" "$@"
  set_environment
  say "Building in build/"
  cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON
  cmake --build build --parallel "$(build_jobs)"
}

# One process a physical core: hyper-threads share the memory bus that limits the solvers.
ranks() {
  local physical allowed
  physical=$(lscpu -p=CORE,SOCKET | grep -v '^#' | sort -u | wc -l)
  allowed=$(cores)
  physical=$((physical < allowed ? physical : allowed))
  echo "${CALLUS_RANKS:-$((physical < 8 ? physical : 8))}"
}

demo() {
  build
  /usr/bin/python3 meshes/generate sheep_metatarsus
  local days=${CALLUS_DEMO_DAYS:-70}
  say "Computing $days days of healing on $(ranks) processes"
  mpirun -n "$(ranks)" build/callus run parameter_files/tutorials/sheep_metatarsus/sheep_metatarsus.prm \
    --output output/demo --overwrite --set "Time/End = $days day"
  say "Writing the report"
  /usr/bin/python3 postprocess/report.py output/demo
  say "Done. Open $PWD/output/demo/report.html in a browser; ParaView opens output/demo/fields.pvd."
}

run_tests() { # run_tests [--all]
  local selection=(-LE long)
  case "${1:-}" in
    "") ;;
    --all) selection=() ;;
    *) fail "test: found '$1', expected --all or nothing." ;;
  esac
  build "${TEST_PACKAGES[@]}"
  say "Running the tests"
  ctest --test-dir build --output-on-failure --no-tests=error --parallel "$(cores)" "${selection[@]}"
}

sanitize() {
  install_packages "${PACKAGES[@]}"
  set_environment
  say "Building the unit tests with sanitizers in build-sanitize/"
  cmake -S . -B build-sanitize -G Ninja -DCALLUS_SANITIZE=ON -DBUILD_TESTING=ON
  cmake --build build-sanitize --parallel "$(build_jobs)" --target unit_tests
  say "Running the unit tests with sanitizers"
  ctest --test-dir build-sanitize --output-on-failure --no-tests=error --label-regex '^unit$' --parallel "$(cores)"
}

case "${1:-}" in
  demo) demo ;;
  test) run_tests "${2:-}" ;;
  build) build ;;
  sanitize) sanitize ;;
  *)
    sed -n '5,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    [ "${1:-}" = --help ] || exit 1
    ;;
esac
