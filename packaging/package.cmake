# What `cpack -G DEB` puts into the package (packaging/deb.sh runs it), and where `cmake --install` lays it.
include(GNUInstallDirs)
set(share ${CMAKE_INSTALL_DATADIR}/gongshi)
set(doc ${CMAKE_INSTALL_DATADIR}/doc/gongshi)
set(made ${PROJECT_BINARY_DIR}/packaging)

# The units stand in packaging/ for a checkout in /opt/gongshi; those of the package call what it installs.
file(GLOB units CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/packaging/systemd/* ${PROJECT_SOURCE_DIR}/packaging/kiosk/*.service)
foreach(unit ${units})
  file(READ ${unit} text)
  string(REPLACE "/opt/gongshi/publish.sh --night" "/usr/bin/gongshi-publish" text "${text}")
  string(REPLACE "/opt/gongshi/build/gongshi" "/usr/bin/gongshi" text "${text}")
  string(REPLACE "/srv/gongshi/gongshi/build/gongshi" "/usr/bin/gongshi" text "${text}")
  string(REPLACE "/usr/local/bin/" "/usr/bin/" text "${text}")
  string(REPLACE "/opt/gongshi/docs/" "/usr/share/doc/gongshi/docs/" text "${text}")
  get_filename_component(name ${unit} NAME)
  set(folder system)
  if(name STREQUAL "gongshi-kiosk.service")
    set(folder user)  # of whoever is logged in at the terminal
  endif()
  file(CONFIGURE OUTPUT ${made}/${folder}/${name} CONTENT "${text}" @ONLY)
  install(FILES ${made}/${folder}/${name} DESTINATION lib/systemd/${folder})
endforeach()

set(manual ${PROJECT_SOURCE_DIR}/packaging/manual.sh)
add_custom_command(OUTPUT ${made}/gongshi.1.gz ${made}/completion ${made}/changelog.gz
  COMMAND ${CMAKE_COMMAND} -E make_directory ${made}
  COMMAND ${manual} man $<TARGET_FILE:gongshi> | gzip -9n > ${made}/gongshi.1.gz
  COMMAND ${manual} completion $<TARGET_FILE:gongshi> > ${made}/completion
  COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${made}/changelog.gz
  DEPENDS gongshi ${manual} ${PROJECT_SOURCE_DIR}/CHANGELOG.md)
add_custom_target(gongshi_manual ALL DEPENDS ${made}/gongshi.1.gz)

install(TARGETS gongshi)
install(PROGRAMS packaging/gongshi-publish packaging/kiosk/gongshi-kiosk DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY templates themes content DESTINATION ${share})
install(FILES packaging/machine.sh packaging/night.sh DESTINATION ${share})
install(FILES ${made}/gongshi.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/completion RENAME gongshi DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES README.md README.zh-CN.md ${made}/changelog.gz packaging/debian/copyright DESTINATION ${doc})
install(DIRECTORY docs packaging/web DESTINATION ${doc})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gongshi)
set(CPACK_PACKAGE_CONTACT "gongshi maintainers <gongshi@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "publishes records of administrative enforcement as a static site")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Pulls enforcement agencies' records every night, decides record by record what Chinese law lets out,\n renders a static web site with a search index, audits it, and switches to it in one step.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_GONGSHI_VERSION_FILE ${PROJECT_BINARY_DIR}/version.txt)
set(CPACK_STRIP_FILES ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/packaging/cpack.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, bash, ca-certificates, util-linux")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "nginx | apache2, poppler-data")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, chromium, curl, openssh-client, rclone, rsync")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(script postinst prerm postrm)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/${script})
endforeach()
include(CPack)
