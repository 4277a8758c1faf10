/** What whole runs show: the diagnosis of one, sweeps over many. */
package org.ebm.study;
