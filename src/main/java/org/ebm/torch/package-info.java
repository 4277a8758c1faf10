/** The only package that names the PyTorch engine's classes: devices, threads, grad mode, native memory, calls into programs. */
package org.ebm.torch;
