/**
 * Numbers between the executors of a barrier stage. {@link dev.lockstep.transport.Rendezvous} is
 * how they find each other, by {@link dev.lockstep.transport.Attempt} and {@link
 * dev.lockstep.transport.Peer}; {@link dev.lockstep.transport.Endpoint} is an executor's end of all
 * connections, by Spark's own transport, {@link dev.lockstep.transport.Link} one of them, for
 * sending; what comes in passes {@link dev.lockstep.transport.FrameGuard}, has a {@link
 * dev.lockstep.transport.MessageHeader} and lands in an attempt's {@code Mailbox}.
 */
package dev.lockstep.transport;
