# Install rules and the package files for find_package(entente).

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(entente_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/entente")

install(
  TARGETS entente
  EXPORT ententeTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(
  EXPORT ententeTargets
  NAMESPACE entente::
  DESTINATION "${entente_cmake_dir}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/ententeConfig.cmake.in" "${PROJECT_BINARY_DIR}/ententeConfig.cmake"
  INSTALL_DESTINATION "${entente_cmake_dir}")
# Below 1.0 a change of the minor number may break callers.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ententeConfig.cmake"
              "${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindLibfyaml.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindLibzip.cmake" DESTINATION "${entente_cmake_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/share/entente-scenario.schema.json"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/entente")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(TARGET entente-cli)
  install(TARGETS entente-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

  # Manual pages and completions: the program writes them from its own table of options.
  set(entente_manual "${PROJECT_BINARY_DIR}/manual")
  add_custom_command(
    OUTPUT "${entente_manual}/entente.bash" "${entente_manual}/_entente"
           "${entente_manual}/entente.fish" "${entente_manual}/man1/entente.1"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${entente_manual}"
    COMMAND entente-cli man --all "${entente_manual}/man1"
    COMMAND entente-cli completions bash > "${entente_manual}/entente.bash"
    COMMAND entente-cli completions zsh > "${entente_manual}/_entente"
    COMMAND entente-cli completions fish > "${entente_manual}/entente.fish"
    DEPENDS entente-cli
    COMMENT "Writing manual pages and completions"
    VERBATIM)
  add_custom_target(entente-manual ALL DEPENDS "${entente_manual}/man1/entente.1")
  install(DIRECTORY "${entente_manual}/man1" DESTINATION "${CMAKE_INSTALL_MANDIR}")
  install(
    FILES "${entente_manual}/entente.bash"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME entente)
  install(FILES "${entente_manual}/_entente"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  install(FILES "${entente_manual}/entente.fish"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()
