/** Layers as data, each of which writes its own TorchScript lines. No engine here: shapes and text are tested without a native library. */
package org.ebm.network;
