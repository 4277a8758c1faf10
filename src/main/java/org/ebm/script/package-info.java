/** Text of TorchScript classes and the archive that holds one. No engine: what is written here can be read and tested without a native library. */
package org.ebm.script;
