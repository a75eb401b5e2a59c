package io.feedkit.export;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one run: its own, or those of the host.
 *
 * <p>One of them leads the run while the caller waits for it. So whoever interrupts the caller gets him back within a second, whatever the run is busy with: a server that says nothing does not
 * notice that somebody is interrupted. What has to be left behind publishes nothing any more, and ends when its wait does.
 */
final class Crew {
    private static final long PATIENCE_MILLIS = 700;

    private final String source;
    private final @Nullable Executor executor;
    private final Set<Thread> busy = new HashSet<>();
    private boolean stopped;

    /**
     * @param source what is read, as problems name it
     * @param executor of the host, or null
     */
    Crew(String source, @Nullable Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    /** What the run comes to; throws what it throws, or that it was interrupted. */
    <T> T lead(Supplier<T> run) {
        FutureTask<T> task = new FutureTask<>(run::get);
        try {
            start(task, "feedkit-export");
        } catch (RejectedExecutionException e) {
            throw problem(
                    ExportProblem.NO_THREAD,
                    "The executor that was given to the export refused to run it: " + e.getMessage() + ".",
                    "Give it one that has a free thread, or none.",
                    e);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (InterruptedException e) {
            stop();
            return awaitTheEnd(task);
        }
    }

    private <T> T awaitTheEnd(FutureTask<T> task) {
        try {
            return task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (InterruptedException | TimeoutException e) {
            throw interrupted(e);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException thrown(ExecutionException failed) {
        if (failed.getCause() instanceof Error e) {
            throw e;
        }
        return failed.getCause() instanceof RuntimeException e ? e : new IllegalStateException(failed.getCause());
    }

    /**
     * Does all parts, side by side as far as there are threads, and returns when none is at work any more. The calling thread does what no other takes, so that a busy executor
     * makes it slower and never keeps it waiting. Parts do not throw.
     */
    void all(List<? extends Runnable> parts, String name) {
        Helpers helpers = new Helpers(parts);
        for (int i = 1; i < parts.size(); i++) {
            try {
                start(helpers, name + "-" + (i + 1));
            } catch (RejectedExecutionException e) {
                break; // then fewer do it
            }
        }
        helpers.run();
        helpers.await();
    }

    private void start(Runnable part, String name) {
        Runnable registered = () -> {
            if (enter()) {
                try {
                    part.run();
                } finally {
                    leave();
                }
            }
        };
        if (executor != null) {
            executor.execute(registered);
        } else {
            Thread thread = new Thread(registered, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized boolean enter() {
        return !stopped && busy.add(Thread.currentThread());
    }

    private synchronized void leave() {
        busy.remove(Thread.currentThread());
        if (stopped) {
            // The host's next task on it was not meant.
            Thread.interrupted();
        }
    }

    /** Does a step that is ended once it is begun, and hears of an interruption afterwards: writing to a file fails for a thread that is interrupted. */
    void undisturbed(Runnable step) {
        Thread thread = Thread.currentThread();
        boolean registered;
        synchronized (this) {
            registered = busy.remove(thread);
        }
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } finally {
            synchronized (this) {
                if (registered) {
                    busy.add(thread);
                }
                interrupted |= stopped;
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private synchronized void stop() {
        stopped = true;
        busy.forEach(Thread::interrupt);
    }

    /** Asked before anything that others see. */
    synchronized void goOn() {
        if (stopped) {
            throw interrupted(new InterruptedException());
        }
    }

    FeedException interrupted(Throwable cause) {
        return problem(
                ExportProblem.INTERRUPTED,
                "The thread of the run was interrupted. What was not published by then stays as it was.",
                "Run it again; the last good feeds were left in place.",
                cause);
    }

    private FeedException problem(ExportProblem code, String message, String fix, Throwable cause) {
        return new FeedException(new Problem(code, SourcePosition.unknown(source), message, fix), cause);
    }

    /** Takes parts until none is left, on as many threads as come. */
    private static final class Helpers implements Runnable {
        private final Queue<Runnable> left;
        private int working;

        Helpers(List<? extends Runnable> parts) {
            left = new ConcurrentLinkedQueue<>(parts);
        }

        @Override
        public void run() {
            change(1);
            try {
                Runnable part = left.poll();
                while (part != null) {
                    part.run();
                    part = left.poll();
                }
            } finally {
                change(-1);
            }
        }

        private synchronized void change(int by) {
            working += by;
            notifyAll();
        }

        synchronized void await() {
            boolean interrupted = false;
            while (working > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
