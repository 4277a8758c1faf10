/** The landscape of an energy: its basins, the barriers between them and the tree they form. No learning; pictures are drawn elsewhere. */
package org.ebm.basin;
