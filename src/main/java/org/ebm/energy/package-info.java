/** What can be sampled: U(x) with p(x) proportional to exp(-U(x)), as a TorchScript class. Temperature is applied here and nowhere else. */
package org.ebm.energy;
