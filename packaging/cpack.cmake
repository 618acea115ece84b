# Read when cpack runs, not when the build is configured: the version may have changed since.
file(STRINGS ${CPACK_GONGSHI_VERSION_FILE} CPACK_PACKAGE_VERSION LIMIT_COUNT 1)
