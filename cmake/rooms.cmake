# callus_room(NAME SOURCES ... [USES ROOM...] [LIBRARIES TARGET...] [DEALII])
#
# A room of the house is one static library, callus_NAME. USES names the rooms below that it calls; tests/check_layers.py
# checks the includes themselves. DEALII marks the rooms whose sources include deal.II or PETSc (slow to compile).
function(callus_room NAME)
  cmake_parse_arguments(ROOM "DEALII" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(callus_${NAME} STATIC ${ROOM_SOURCES})
  target_include_directories(callus_${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  # nobody asks for errno or traps of the floating-point unit, which would keep loops with conditions from being vectorised
  target_compile_options(callus_${NAME} PRIVATE -Wall -Wextra -Wno-unused-parameter -fopenmp-simd -fno-math-errno -fno-trapping-math)
  set_target_properties(callus_${NAME} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  foreach(room ${ROOM_USES})
    target_link_libraries(callus_${NAME} PUBLIC callus_${room})
  endforeach()
  target_link_libraries(callus_${NAME} PUBLIC ${ROOM_LIBRARIES})
  if(ROOM_DEALII)
    target_link_libraries(callus_${NAME} PUBLIC callus_dealii)
  endif()
endfunction()

# Every executable of unit tests; `./bootstrap.sh sanitize` builds no more than this.
add_custom_target(unit_tests)

# callus_test(ROOM SOURCES ... [USES ROOM...]): one GoogleTest executable for a room; every TEST becomes a CTest.
function(callus_test NAME)
  cmake_parse_arguments(UNIT "DEALII" "" "SOURCES;USES;LABELS" ${ARGN})
  add_executable(test_${NAME} ${UNIT_SOURCES})
  target_link_libraries(test_${NAME} PRIVATE callus_test_main)
  foreach(room ${UNIT_USES})
    target_link_libraries(test_${NAME} PRIVATE callus_${room})
  endforeach()
  target_link_libraries(test_${NAME} PRIVATE GTest::gtest)
  target_include_directories(test_${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(test_${NAME} PRIVATE CALLUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(UNIT_DEALII)
    target_link_libraries(test_${NAME} PRIVATE callus_test_mpi callus_dealii)
  endif()
  if(NOT UNIT_LABELS)
    set(UNIT_LABELS unit)
  endif()
  if("unit" IN_LIST UNIT_LABELS)
    add_dependencies(unit_tests test_${NAME})
  endif()
  if(CALLUS_SANITIZE) # one process a room: the sanitizers make the start of deal.II's libraries slow
    add_test(NAME sanitize:${NAME} COMMAND test_${NAME} --gtest_brief=1)
    set_tests_properties(sanitize:${NAME} PROPERTIES LABELS "${UNIT_LABELS}" TIMEOUT 900
                         ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
    return()
  endif()
  include(GoogleTest)
  gtest_discover_tests(test_${NAME} TEST_PREFIX "${NAME}: " DISCOVERY_TIMEOUT 60
                       PROPERTIES LABELS "${UNIT_LABELS}" TIMEOUT 600)
endfunction()

# callus_test_on_ranks(ROOM N): all tests of the room's executable once more, on N ranks of MPI.
function(callus_test_on_ranks NAME N)
  add_test(NAME ${NAME}:on_${N}_ranks
           COMMAND ${MPIEXEC_EXECUTABLE} ${MPIEXEC_NUMPROC_FLAG} ${N} --oversubscribe $<TARGET_FILE:test_${NAME}>)
  set_tests_properties(${NAME}:on_${N}_ranks PROPERTIES TIMEOUT 600 PROCESSORS 2
                       ENVIRONMENT "OMPI_ALLOW_RUN_AS_ROOT=1;OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1;OMP_NUM_THREADS=1")
endfunction()
