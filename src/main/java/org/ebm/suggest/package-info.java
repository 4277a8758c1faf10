/**
 * Settings for data that nobody has learned yet: what was found in them, what follows from it, and the configuration that says so. Nothing here trains; a pilot's runs are
 * begun by the service, and what they showed is judged here.
 */
@NullMarked
package org.ebm.suggest;

import org.jspecify.annotations.NullMarked;
