// Seeds and generators.

#include "Support.h"

#include "Generator.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

namespace engine {
namespace {

at::Generator make_generator(at::Device device) {
  if (device.is_cpu()) return at::make_generator<at::CPUGeneratorImpl>();
  return at::globalContext().getAcceleratorHooksInterface(device.type()).getNewGenerator(device.index());
}

ct_generator give_generator(at::Generator generator) { return new ct_generator_object{std::move(generator)}; }

ct_status seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

ct_status new_generator(ct_device where, uint64_t seed, ct_generator *result) {
  return guarded([&] {
    auto generator = make_generator(device(where));
    generator.set_current_seed(seed);
    *result = give_generator(std::move(generator));
  });
}

ct_status default_generator(ct_device where, ct_generator *result) {
  return guarded([&] { *result = give_generator(at::globalContext().defaultGenerator(device(where))); });
}

ct_status state(ct_generator generator, ct_tensor *result) {
  return guarded([&] {
    const std::lock_guard lock(generator->value.mutex());
    *result = give(generator->value.get_state());
  });
}

ct_status set_state(ct_generator generator, ct_tensor state) {
  return guarded([&] {
    const std::lock_guard lock(generator->value.mutex());
    generator->value.set_state(borrow(state));
  });
}

}  // namespace

void fill_random(ct_api &api) {
  api.seed = seed;
  api.generator_new = new_generator;
  api.generator_release = [](ct_generator generator) { delete generator; };
  api.generator_default = default_generator;
  api.generator_state = state;
  api.generator_set_state = set_state;
}

}  // namespace engine
