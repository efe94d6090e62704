#include "carchive.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcuid.h>

const char *carchive_dcmtk_version(void) { return OFFIS_DCMTK_VERSION_STRING; }
