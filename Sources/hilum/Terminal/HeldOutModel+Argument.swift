public import ArgumentParser
public import Learning

/// `ensemble` or `refit` on the command line.
extension HeldOutModel: ExpressibleByArgument {}
