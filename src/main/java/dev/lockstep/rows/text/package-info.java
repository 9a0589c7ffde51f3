/**
 * Tables of text, CSV or LIBSVM: found and looked at by the driver, read by tasks in pieces of
 * fixed size, numbered through all files in file order.
 */
package dev.lockstep.rows.text;

