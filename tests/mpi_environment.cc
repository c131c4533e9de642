// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// MPI and PETSc from the first test to the last, for the tests of rooms that know deal.II (callus_test links this file to them).

#include <deal.II/base/mpi.h>

#include <gtest/gtest.h>

#include <memory>

#ifdef __SANITIZE_ADDRESS__
// MPI, PETSc and what they load keep memory until the process ends; that is not ours to mend. Leaks of our own are looked for in the
// rooms without MPI.
extern "C" __attribute__((used, weak)) const char *
__asan_default_options()
{
  return "detect_leaks=0";
}
#endif

namespace callus
{
  namespace
  {
    class MpiEnvironment : public ::testing::Environment
    {
    public:
      void
      SetUp() override
      {
        static char  name[]      = "test";
        static char *arguments[] = {name, nullptr};
        int          n_arguments = 1;
        char       **values      = arguments;
        mpi_ = std::make_unique<dealii::Utilities::MPI::MPI_InitFinalize>(n_arguments, values, 1);
      }

      void
      TearDown() override
      {
        mpi_.reset();
      }

    private:
      std::unique_ptr<dealii::Utilities::MPI::MPI_InitFinalize> mpi_;
    };

    [[maybe_unused]] ::testing::Environment *const mpi_environment =
      ::testing::AddGlobalTestEnvironment(new MpiEnvironment);
  } // namespace
} // namespace callus
