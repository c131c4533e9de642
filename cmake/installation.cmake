# cmake --install: the program, the library of biology and materials, the cases, the scripts.
include(GNUInstallDirs)
if(TARGET callus)
  install(TARGETS callus RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(FILES COPYING CITATION.cff DESTINATION ${CMAKE_INSTALL_DATADIR}/callus)
install(DIRECTORY parameter_files meshes postprocess cluster docs DESTINATION ${CMAKE_INSTALL_DATADIR}/callus
        USE_SOURCE_PERMISSIONS PATTERN "__pycache__" EXCLUDE)
