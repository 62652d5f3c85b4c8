"""Runs commands of the AWS CLI without starting the program for each: to load its modules and models takes a second.

Each line of the input is a JSON array with the arguments of a command, and each line of the output is what came of it.
A command runs in a process of its own, forked from this one, so that none sees what others left behind.
"""
import json
import os
import sys
import tempfile
import traceback

from awscli.clidriver import create_clidriver


def run(driver, args):
    """Returns a command's exit code and all that it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 1
            try:
                code = driver.main(args)
            except SystemExit as end:
                code = exit_code(end)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return {
            'code': os.waitstatus_to_exitcode(status),
            'stdout': out.read().decode(),
            'stderr': err.read().decode(),
        }


def exit_code(end):
    """Returns the exit code of a program that ends so, and prints the message that may take its place."""
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)
    return 1


def main():
    driver = create_clidriver()
    # What every command reads, read once.
    driver.session.get_service_model('cognito-idp')
    driver.session.get_available_regions('cognito-idp')
    for line in sys.stdin:
        print(json.dumps(run(driver, json.loads(line))), flush=True)


main()
