# What Callus stands on. bootstrap.sh installs all of it from Debian's packages.

find_package(deal.II 9.4.0 REQUIRED HINTS ${DEAL_II_DIR} $ENV{DEAL_II_DIR})
if(NOT DEAL_II_WITH_PETSC OR NOT DEAL_II_WITH_MPI OR NOT DEAL_II_WITH_METIS)
  message(FATAL_ERROR "Callus needs a deal.II built with MPI, PETSc and METIS.")
endif()


# One target for deal.II with PETSc and MPI. Only the libraries that Callus calls itself are linked by name: the full list of
# Debian's deal.II (two hundred libraries) comes with libdeal.ii, and naming it again would slow down every start.
add_library(callus_dealii INTERFACE)
list(REMOVE_DUPLICATES DEAL_II_INCLUDE_DIRS)
target_include_directories(callus_dealii SYSTEM INTERFACE ${DEAL_II_INCLUDE_DIRS})
target_compile_definitions(callus_dealii INTERFACE NDEBUG BOOST_NO_AUTO_PTR)
find_library(CALLUS_DEALII_LIBRARY deal.ii REQUIRED)
find_library(CALLUS_PETSC_LIBRARY petsc REQUIRED)
find_library(CALLUS_TBB_LIBRARY tbb REQUIRED)
find_package(MPI REQUIRED COMPONENTS C)
target_link_libraries(callus_dealii INTERFACE ${CALLUS_DEALII_LIBRARY} ${CALLUS_PETSC_LIBRARY} ${CALLUS_TBB_LIBRARY} MPI::MPI_C)
target_link_options(callus_dealii INTERFACE -Wl,--copy-dt-needed-entries)

# METIS partitions the mesh; deal.II's package brings it.
find_path(METIS_INCLUDE_DIR metis.h REQUIRED)
find_library(METIS_LIBRARY metis REQUIRED)
add_library(callus_metis INTERFACE)
target_include_directories(callus_metis INTERFACE ${METIS_INCLUDE_DIR})
target_link_libraries(callus_metis INTERFACE ${METIS_LIBRARY})

# HDF5 for checkpoints: the one that deal.II is linked to already (Debian's for OpenMPI); two of them in one program would clash.
find_path(HDF5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/openmpi hdf5/mpich REQUIRED)
find_library(HDF5_LIBRARY NAMES hdf5_openmpi hdf5_mpich hdf5 REQUIRED)
add_library(callus_hdf5 INTERFACE)
target_include_directories(callus_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIR})
target_link_libraries(callus_hdf5 INTERFACE ${HDF5_LIBRARY} MPI::MPI_C)

# Both read and write zlib's format: zlib piece by piece (voxel images), libdeflate whole arrays (pictures), three times as fast.
find_package(ZLIB REQUIRED)
find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
add_library(callus_deflate INTERFACE)
target_include_directories(callus_deflate INTERFACE ${LIBDEFLATE_INCLUDE_DIR})
target_link_libraries(callus_deflate INTERFACE ${LIBDEFLATE_LIBRARY})

find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
find_package(GTest REQUIRED)

find_path(UDUNITS2_INCLUDE_DIR udunits2.h REQUIRED)
find_library(UDUNITS2_LIBRARY udunits2 REQUIRED)
add_library(callus_udunits INTERFACE)
target_include_directories(callus_udunits INTERFACE ${UDUNITS2_INCLUDE_DIR})
target_link_libraries(callus_udunits INTERFACE ${UDUNITS2_LIBRARY})

# The scripts use Debian's Python modules, which another python3 on PATH may not see.
set(Python3_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "The Python that sees gmsh, VTK, matplotlib and pandas")
