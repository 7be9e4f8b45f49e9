# Finds libfyaml (a YAML 1.2 reader in C).
#
#   Libfyaml::Libfyaml   the library, as an imported target
#   Libfyaml_VERSION     its version, where pkg-config or the header tells it
#
# pkg-config only gives hints, so the module also works where pkg-config is absent.

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_Libfyaml QUIET libfyaml)
endif()

find_path(Libfyaml_INCLUDE_DIR NAMES libfyaml.h HINTS ${PC_Libfyaml_INCLUDE_DIRS})
find_library(Libfyaml_LIBRARY NAMES fyaml HINTS ${PC_Libfyaml_LIBRARY_DIRS})

# Without pkg-config the version stays unknown and is taken on trust.
set(Libfyaml_VERSION "${PC_Libfyaml_VERSION}")

include(FindPackageHandleStandardArgs)
if(Libfyaml_VERSION)
  find_package_handle_standard_args(
    Libfyaml
    REQUIRED_VARS Libfyaml_LIBRARY Libfyaml_INCLUDE_DIR
    VERSION_VAR Libfyaml_VERSION)
else()
  find_package_handle_standard_args(Libfyaml REQUIRED_VARS Libfyaml_LIBRARY Libfyaml_INCLUDE_DIR)
endif()
mark_as_advanced(Libfyaml_INCLUDE_DIR Libfyaml_LIBRARY)

if(Libfyaml_FOUND AND NOT TARGET Libfyaml::Libfyaml)
  add_library(Libfyaml::Libfyaml UNKNOWN IMPORTED)
  set_target_properties(
    Libfyaml::Libfyaml PROPERTIES IMPORTED_LOCATION "${Libfyaml_LIBRARY}"
                                  INTERFACE_INCLUDE_DIRECTORIES "${Libfyaml_INCLUDE_DIR}")
endif()
