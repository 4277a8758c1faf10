/** Data sets: read or drawn on the host, scaled, batched by key. No engine, no knowledge of models. */
package org.ebm.data;
