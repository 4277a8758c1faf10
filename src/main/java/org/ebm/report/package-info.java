/** Pictures and pages from files and arrays. Nothing here knows live objects, so every picture can be made again from a run directory. */
package org.ebm.report;
