#include "interruption.hpp"

#include <new>

carchive_interruption *carchive_interruption_create(void) { return new (std::nothrow) carchive_interruption; }

void carchive_interrupt(carchive_interruption *interruption) { interruption->interrupt(); }

void carchive_interruption_free(carchive_interruption *interruption) { delete interruption; }
