# A second build of the same sources is nearly free where ccache is installed.
find_program(CALLUS_CCACHE ccache)
if(CALLUS_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CALLUS_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CALLUS_CCACHE})
endif()
