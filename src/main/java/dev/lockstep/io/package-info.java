/** Files and folders: what is found under a path, what is wrong with it, how it is unpacked. */
package dev.lockstep.io;
