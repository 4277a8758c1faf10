/** The few words everything else is written in: shapes, host arrays, random keys, errors. Nothing here knows files, engines or models. */
package org.ebm.base;
