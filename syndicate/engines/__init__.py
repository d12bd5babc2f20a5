"""Where the kernels of a build run: in this process, or on all cores of this machine."""
