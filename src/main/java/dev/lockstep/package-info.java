/**
 * Exact, fast, reproducible neural-network training on Apache Spark. Follow one mini-batch:
 *
 * <ol>
 *   <li>{@link dev.lockstep.rows.idx.IdxFolder} or {@link dev.lockstep.rows.text.Table} finds and
 *       checks the files, each a {@link dev.lockstep.rows.RowSource}; a {@link
 *       dev.lockstep.rows.Dataset} gives their rows as they were read, in {@link
 *       dev.lockstep.rows.RowBlock}s. {@link dev.lockstep.rows.split.TestSplit} may keep some of
 *       them to test on.
 *   <li>{@link dev.lockstep.pack.MiniBatchPlan} cuts the rows into mini-batches, and each
 *       mini-batch into K blocks; {@link dev.lockstep.pack.PackedDataset} packs them into primitive
 *       arrays, {@link dev.lockstep.pack.Chunk}, and caches them where they will be used; a {@link
 *       dev.lockstep.scale.Scaling} makes x of their numbers when a step reads them. {@link
 *       dev.lockstep.pack.EpochRows} is that in the order of an epoch.
 *   <li>{@link dev.lockstep.network.Backpropagation} turns a block and the {@link
 *       dev.lockstep.network.Parameters} into a {@link dev.lockstep.network.Gradient}; its products
 *       go through a {@link dev.lockstep.linalg.Products}, chosen by {@link
 *       dev.lockstep.linalg.Blas}.
 *   <li>An {@link dev.lockstep.aggregate.Aggregation} sums the blocks' gradients in one canonical
 *       binary tree: {@link dev.lockstep.aggregate.TreeAggregation} with a Spark job a step, {@link
 *       dev.lockstep.allreduce.AllReduceAggregation} with many steps a barrier stage. {@code
 *       LocalAggregation}, among the tests, is the specification. All give the same bits.
 *   <li>{@code W = W - lr * dW}: a {@link dev.lockstep.network.optimizer.StepOptimizer}; or once an
 *       epoch, {@link dev.lockstep.lbfgs.LbfgsAggregation}.
 *   <li>{@link dev.lockstep.train.Trainer} does so for every mini-batch of every epoch, and tells
 *       its {@link dev.lockstep.train.TrainingListener}s the scores.
 *   <li>{@link dev.lockstep.model.CheckpointFolder} keeps the state after every epoch and within
 *       long ones, from which the trainer continues to the same bits; {@link
 *       dev.lockstep.model.TrainedModel} is what remains.
 *   <li>A trained network is tried on data with labels by {@link dev.lockstep.evaluate.Evaluator},
 *       and classifies data without by {@link dev.lockstep.evaluate.Predictor}; both take {@link
 *       dev.lockstep.rows.RowBlock}s of 512 rows forward through {@link
 *       dev.lockstep.network.Classifier}.
 * </ol>
 *
 * <p>Packages in their order: io, option, linalg, scale, rows, rows.idx, rows.text, pack,
 * network.optimizer, network.schedule, network.activation, network.loss, network, transport,
 * aggregate, allreduce, lbfgs, config, train, evaluate, model, report, report.html, cli. Each
 * depends only on those before it.
 */
package dev.lockstep;
