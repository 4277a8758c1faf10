/** Commands: parse, bind the configuration, call one service, print a summary, give an exit code. No science here. */
package org.ebm.cli;
