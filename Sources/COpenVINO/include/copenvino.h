#ifndef HILUM_COPENVINO_H
#define HILUM_COPENVINO_H
#include <openvino/c/openvino.h>
#endif
