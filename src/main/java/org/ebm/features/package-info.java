/** What an energy works out of examples on its way to U, as features, and what they are worth to a classifier. May not draw chains nor learn energies. */
@org.jspecify.annotations.NullMarked
package org.ebm.features;
