# Writes RESULT, a header with the git revision of SOURCE_DIRECTORY, if it differs from what stands there.
find_program(GIT_PROGRAM git)
set(revision "unknown")
if(GIT_PROGRAM)
  execute_process(COMMAND ${GIT_PROGRAM} describe --always --abbrev=12 --dirty=-modified --exclude=*
                  WORKING_DIRECTORY ${SOURCE_DIRECTORY}
                  OUTPUT_VARIABLE described RESULT_VARIABLE status
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(status EQUAL 0)
    set(revision "${described}")
  endif()
endif()
set(content "#define CALLUS_REVISION \"${revision}\"\n")
set(previous "")
if(EXISTS ${RESULT})
  file(READ ${RESULT} previous)
endif()
if(NOT previous STREQUAL content)
  file(WRITE ${RESULT} "${content}")
endif()
