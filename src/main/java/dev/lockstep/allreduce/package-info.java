/**
 * Many steps a barrier stage, in which the tasks keep the model.
 *
 * <p>{@link dev.lockstep.allreduce.AllReduceAggregation} runs the stages, if {@link
 * dev.lockstep.allreduce.BarrierPreconditions} holds; {@link dev.lockstep.allreduce.SliceTask} is
 * what a task does. In one JVM: {@link dev.lockstep.allreduce.Worker} takes the steps, {@link
 * dev.lockstep.allreduce.WorkerGroup} is what the workers share, {@link
 * dev.lockstep.allreduce.TileSums} adds up, {@link dev.lockstep.allreduce.StepBarrier} is where
 * they wait. Between JVMs: {@link dev.lockstep.allreduce.ReduceScatterPlan} says who sends what,
 * {@link dev.lockstep.allreduce.Exchange} sends and {@link dev.lockstep.allreduce.Inbox} receives
 * it. {@link dev.lockstep.allreduce.OutcomesJob} brings the outcomes of a stage to the driver, or
 * {@link dev.lockstep.allreduce.LostExecutorsException}, after which {@link
 * dev.lockstep.allreduce.AutoAggregation} continues a step a job.
 *
 * <pre>{@code
 * worker 0                  worker 1                  of one JVM
 * blocks 0..3 -> du         blocks 4..7 -> du         each takes its own blocks forward and back
 * ------------------- StepBarrier -------------------
 * tile a: dW = tree(0..7)   tile b: dW = tree(0..7)   whoever is free takes the next tile,
 * tile a: W -= lr dW        tile b: W -= lr dW        sums it over all blocks and updates W there
 * ------------------- StepBarrier -------------------  next step
 *
 * with other JVMs the tiles make the nodes of this JVM's blocks, and then
 * nodes of range r -------> JVM r: sum = tree(nodes)   reduce-scatter
 * all sums  <-------------- JVM r                      all-gather; each worker updates its share
 * }</pre>
 */
package dev.lockstep.allreduce;
