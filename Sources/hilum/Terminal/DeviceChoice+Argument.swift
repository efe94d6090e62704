public import ArgumentParser
public import Learning

/// `auto`, `cpu` or `cuda` on the command line.
extension DeviceChoice: ExpressibleByArgument {}
