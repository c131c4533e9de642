# Tests that are scripts: the layers of the sources, the shipped meshes and parameter files, the report, the benchmarks.
function(callus_script_test NAME)
  cmake_parse_arguments(SCRIPT "" "TIMEOUT" "COMMAND" ${ARGN})
  add_test(NAME scripts:${NAME} COMMAND ${Python3_EXECUTABLE} -B ${SCRIPT_COMMAND})
  set_tests_properties(scripts:${NAME} PROPERTIES TIMEOUT ${SCRIPT_TIMEOUT})
endfunction()

callus_script_test(layers COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/check_layers.py TIMEOUT 60)
callus_script_test(layers_self_test COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/check_layers.py --self-test TIMEOUT 60)
callus_script_test(meshes COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/meshes/test_meshes.py TIMEOUT 300)
callus_script_test(report COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/postprocess/test_report.py TIMEOUT 600)
callus_script_test(benchmarks COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/benchmarks/test_run.py TIMEOUT 120)
if(TARGET callus)
  callus_script_test(benchmark_of_mechanics
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/benchmarks/test_mechanics.py $<TARGET_FILE:callus> TIMEOUT 600)
  callus_script_test(benchmark_of_transport
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/benchmarks/test_transport.py $<TARGET_FILE:callus> TIMEOUT 600)
  callus_script_test(benchmark_of_healing
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/benchmarks/test_healing.py $<TARGET_FILE:callus> TIMEOUT 600)
  callus_script_test(shipped_parameter_files
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_parameter_files.py $<TARGET_FILE:callus> TIMEOUT 900)
  callus_script_test(split_a_lump COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_split_a_lump.py $<TARGET_FILE:callus> TIMEOUT 60)
endif()
if(TARGET callus)
  # Stale pages of docs/reference are written anew by docs/generate.
  callus_script_test(docs_reference
    COMMAND ${CMAKE_SOURCE_DIR}/docs/generate --check --callus $<TARGET_FILE:callus> TIMEOUT 120)

  callus_script_test(installation COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_installation.py ${CMAKE_BINARY_DIR} TIMEOUT 300)

  # Every command that a page shows, page by page.
  file(GLOB_RECURSE documents CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/docs/*.md
       ${CMAKE_SOURCE_DIR}/parameter_files/*.md ${CMAKE_SOURCE_DIR}/meshes/*.md ${CMAKE_SOURCE_DIR}/benchmarks/*.md
       ${CMAKE_SOURCE_DIR}/cluster/*.md)
  foreach(document README.md CONTRIBUTING.md ${documents})
    callus_script_test(commands_in:${document}
      COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_commands_in_documents.py ${CMAKE_BINARY_DIR} ${document} TIMEOUT 300)
  endforeach()
  callus_script_test(commands_in_documents_self_test
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_commands_in_documents.py ${CMAKE_BINARY_DIR} --self-test TIMEOUT 60)
endif()
callus_script_test(review_coverage COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_review_coverage.py TIMEOUT 60)
callus_script_test(documents COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shipped/test_documents.py TIMEOUT 60)
