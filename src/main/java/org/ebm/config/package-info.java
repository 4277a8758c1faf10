/** YAML files and overrides become records, with the place of every mistake. Records of other packages carry the keys; no key is known here. */
package org.ebm.config;
