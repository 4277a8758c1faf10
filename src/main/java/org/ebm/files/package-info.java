/** File formats that other tools read and the one way to write a file: whole or not at all. Nothing here knows runs, engines or models. */
package org.ebm.files;
