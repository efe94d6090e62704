public import ArgumentParser
public import Inference

extension Precision: ExpressibleByArgument {}
