/** What a finished energy is worth: log Z by grids and by annealing, distances from data, likelihoods. No learning, no drawing, no files. */
package org.ebm.evaluate;
