# Finds libzip (zip archives, in C).
#
#   Libzip::Libzip   the library, as an imported target
#   Libzip_VERSION   its version, where pkg-config tells it
#
# The package of Debian 12 has a libzip-config.cmake of its own, but it wants programs that another
# package holds. pkg-config only gives hints, so the module also works where pkg-config is absent.

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_Libzip QUIET libzip)
endif()

find_path(Libzip_INCLUDE_DIR NAMES zip.h HINTS ${PC_Libzip_INCLUDE_DIRS})
find_library(Libzip_LIBRARY NAMES zip HINTS ${PC_Libzip_LIBRARY_DIRS})

# Without pkg-config the version stays unknown and is taken on trust.
set(Libzip_VERSION "${PC_Libzip_VERSION}")

include(FindPackageHandleStandardArgs)
if(Libzip_VERSION)
  find_package_handle_standard_args(
    Libzip
    REQUIRED_VARS Libzip_LIBRARY Libzip_INCLUDE_DIR
    VERSION_VAR Libzip_VERSION)
else()
  find_package_handle_standard_args(Libzip REQUIRED_VARS Libzip_LIBRARY Libzip_INCLUDE_DIR)
endif()
mark_as_advanced(Libzip_INCLUDE_DIR Libzip_LIBRARY)

if(Libzip_FOUND AND NOT TARGET Libzip::Libzip)
  add_library(Libzip::Libzip UNKNOWN IMPORTED)
  set_target_properties(
    Libzip::Libzip PROPERTIES IMPORTED_LOCATION "${Libzip_LIBRARY}"
                              INTERFACE_INCLUDE_DIRECTORIES "${Libzip_INCLUDE_DIR}")
endif()
