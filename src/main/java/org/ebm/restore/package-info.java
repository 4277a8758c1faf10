/** What an energy knows of something that was seen in part: observations, posterior draws, baselines, calibration. Which folder a run has is the service's; how chains move is not decided here. */
@org.jspecify.annotations.NullMarked
package org.ebm.restore;
