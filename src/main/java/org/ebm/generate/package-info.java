/** The short chain of a model as a generator: examples as a function of noise, paths between two of them, the noise behind an example. It takes energies as they are and judges no density. */
@org.jspecify.annotations.NullMarked
package org.ebm.generate;
