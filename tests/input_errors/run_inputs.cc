// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Runs many commands of the program in one process, because a start of the program costs half a second. Each line of the
// standard input is one command line, its words separated by tabulators; the answer is a line "CODE BYTES" and as many bytes:
// what the command printed.

#include "app/command_line.h"
#include "app/guard.h"
#include "base/parameter_lexer.h"

#include <deal.II/base/mpi.h>

#include <iostream>
#include <sstream>

namespace
{
  /// Everything written to a stream while this lives.
  class Capture
  {
  public:
    Capture(std::ostream &stream, std::ostringstream &text)
      : stream_(stream)
      , previous_(stream.rdbuf(text.rdbuf()))
    {
    }
    ~Capture()
    {
      stream_.rdbuf(previous_);
    }

  private:
    std::ostream   &stream_;
    std::streambuf *previous_;
  };

  int
  run(const std::string &line, std::ostringstream &text)
  {
    const Capture out(std::cout, text), errors(std::cerr, text);
    return callus::guarded(MPI_COMM_WORLD, [&]() {
      return callus::run_command_line(callus::split(line, '\t'), MPI_COMM_WORLD);
    });
  }
} // namespace

int
main(int argc, char **argv)
{
  dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  std::string                              line;
  while (std::getline(std::cin, line))
    {
      std::ostringstream text;
      const int          code = run(line, text);
      std::cout << code << ' ' << text.str().size() << '\n' << text.str() << std::flush;
    }
  return 0;
}
