/** How parameters get a gradient. No optimizer, no loop over updates, no files. */
package org.ebm.objective;
