# cmake --install: the program, the library of biology and materials, the cases, the scripts.
include(GNUInstallDirs)
if(TARGET callus)
  install(TARGETS callus RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(FILES COPYING CITATION.cff DESTINATION ${CMAKE_INSTALL_DATADIR}/callus)
install(DIRECTORY parameter_files meshes meshing postprocess cluster scripts docs DESTINATION ${CMAKE_INSTALL_DATADIR}/callus
        USE_SOURCE_PERMISSIONS PATTERN "__pycache__" EXCLUDE)
# callus-mesh beside callus: it looks for its modules where the link leads.
install(CODE "
  file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
  file(CREATE_LINK ../${CMAKE_INSTALL_DATADIR}/callus/meshing/callus-mesh
       \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/callus-mesh\" SYMBOLIC)")
